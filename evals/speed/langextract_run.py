"""The peer of `model_run`: langextract's processor time for each document against the same fake endpoint.

    make speed-peer

It needs langextract, which nothing else here does, and so runs in an environment of its own.
"""

import resource
import subprocess
import sys
import time

import langextract as lx
from langextract import factory

DOCUMENTS = 1000
AT_ONCE = 64
SECONDS = 1.0
ARTICLE = "s1 Rebels took [f1: 32] villages on Tuesday, the [f2: second] day, a monitor said. " * 40
EXAMPLE = lx.data.ExampleData(
    text="Rebels took 32 villages.",
    extractions=[lx.data.Extraction("figure", "32", attributes={"measure": "villages taken"})],
)


def extract(base: str) -> None:
    """Extract from all documents and print what it took."""
    options = {"base_url": f"{base}/v1", "api_key": "a-key", "max_workers": AT_ONCE}
    config = factory.ModelConfig("gpt-4o-mini", "OpenAILanguageModel", options)
    documents = [lx.data.Document(f"{n} {ARTICLE}", document_id=str(n)) for n in range(DOCUMENTS)]
    begun, own = time.perf_counter(), time.process_time()
    done = list(
        lx.extract(
            documents,
            prompt_description="Extract every figure.",
            examples=[EXAMPLE],
            config=config,
            max_workers=AT_ONCE,
            batch_length=AT_ONCE,
            max_char_buffer=100_000,
            show_progress=False,
            use_schema_constraints=False,
            fence_output=False,
        )
    )
    took, own = time.perf_counter() - begun, time.process_time() - own
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    ideal = DOCUMENTS * SECONDS / AT_ONCE
    found = sum(bool(one.extractions) for one in done)
    print(f"langextract: {found} of {DOCUMENTS} in {took:.2f} s, {took / ideal:.2f} x ideal")
    print(f"{own / DOCUMENTS * 1000:.1f} ms of processor time each, {memory:.0f} MB")


def main() -> None:
    server_python = sys.argv[1]
    command = [server_python, "-m", "evals.speed.fake_server", str(SECONDS)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as server:
        port = server.stdout.readline() if server.stdout else ""
        extract(f"http://127.0.0.1:{int(port)}")
        server.communicate()


if __name__ == "__main__":
    main()
