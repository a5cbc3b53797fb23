"""What the package shows to the outside, which way its imports point, and what it does not load."""

import ast
import json
import subprocess
import sys
from pathlib import Path

import pytest

import summarise

HOME = Path(summarise.__file__).parent
SOURCES = {
    ".".join(path.relative_to(HOME).with_suffix("").parts): path
    for path in HOME.rglob("*.py")
    if path.stem != "__init__"
}
# A module imports from the lines above its own, and never from its own line or below.
FLOW = [
    "errors text values words thesaurus shown retractions ooxml spellings gate wire drafts",
    "tabled note scale preface roles numbers",
    "units nouns files formats found when qualifiers saying vocabulary faults journal ledger local",
    "prompts codes clock money steps years clause compare spoken client clerk talk model_options history",
    "inputs.plain inputs.load inputs.folder inputs.kinds inputs.blocks",
    "inputs.prune inputs.visible inputs.stated inputs.word inputs.pdf_process inputs.lines",
    "inputs.pdf",
    "inputs.rows inputs.keep inputs.options inputs.addresses",
    "inputs.fetch",
    "attempts speech retold",
    "llm",
    "dates concepts periods hours",
    "standing places",
    "plainly amounts lookalikes cues paragraphs punctuation",
    "mentions candidates",
    "quantity neighbours labels names ellipsis",
    "inherited",
    "figures extract",
    "linkage imprint story cite measures verdicts voices sentences account marked counterparts originals",
    "contexts byhand changes article history_check clusters fates statements timeline prose plot",
    "decisions findings ground moments parts",
    "review_check reviewed inputs.web",
    "verifier inputs.mail layout",
    "inputs.gather",
    "inputs.again",
    "merge",
    "compose regroup",
    "traits",
    "likeness",
    "grouping",
    "mixed",
    "render page sheet word material questions stored compared disputes",
    "reviewing decision_file",
    "living review_options reader matcher disputer progress",
    "writer",
    "modelled",
    "model_run",
    "estimate arguments",
    "cli",
]
MAKERS = frozenset(
    "traits likeness grouping mixed roles saying spoken speech names mentions spellings clause concepts "
    "periods hours standing places cues labels candidates ellipsis inherited extract compare "
    "measures verdicts voices "
    "sentences account linkage clusters parts moments fates statements timeline findings merge compose "
    "layout contexts preface "
    "originals plot scale render page sheet word ooxml formats drafts prompts marked prose ground regroup "
    "material questions disputes reader matcher disputer writer modelled talk attempts llm client local "
    "model_run estimate progress retold counterparts changes compared living stored reviewed reviewing "
    "decision_file review_options arguments".split()
)
LINE_OF = {module: n for n, line in enumerate(FLOW) for module in line.split()}


def imports_of(source: str) -> set[str]:
    """Return our modules that a module loads with itself, without those for types or inside functions."""
    found: set[str] = set()
    for node in ast.parse(source).body:
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("summarise."):
            found.add(node.module.removeprefix("summarise."))
        elif isinstance(node, ast.ImportFrom) and node.module == "summarise":
            found |= {alias.name for alias in node.names if alias.name in SOURCES}
    return found


def loaded_after(statement: str) -> set[str]:
    """Return the modules that a fresh interpreter has loaded after a statement."""
    script = (
        f"import contextlib, json, sys\nwith contextlib.suppress(SystemExit):\n    {statement}\n"
        "print('\\n' + json.dumps(sorted(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, encoding="utf-8", timeout=60, check=True
    )
    return set(json.loads(done.stdout.splitlines()[-1]))


def test_the_public_names_are_these() -> None:
    assert sorted(summarise.__all__) == [
        "Article",
        "ArticleError",
        "ArticleSummary",
        "Brief",
        "BudgetError",
        "Changes",
        "Columns",
        "Decision",
        "Door",
        "Endpoint",
        "Fetcher",
        "Figure",
        "JournalError",
        "MissingExtraError",
        "ModelError",
        "ModelRefusedError",
        "ModelReplyError",
        "ModelStopError",
        "ModelUnavailableError",
        "NoteError",
        "Problem",
        "PromptError",
        "Story",
        "SummariseError",
        "__version__",
        "brief",
        "brief_with_model",
        "diff",
        "find_figures",
        "load",
        "load_wording",
        "read",
        "review",
        "stories",
        "summarise_article",
        "update",
        "verify",
    ]


def test_each_public_name_can_be_had() -> None:
    assert [name for name in summarise.__all__ if getattr(summarise, name, None) is None] == []


def test_a_name_that_is_not_there_is_said_to_be_missing() -> None:
    with pytest.raises(AttributeError, match="module 'summarise' has no attribute 'summarize'"):
        summarise.summarize  # noqa: B018 - looking it up is the act


def test_each_module_has_its_place_in_the_flow() -> None:
    assert LINE_OF.keys() == SOURCES.keys()


@pytest.mark.parametrize("module", SOURCES)
def test_imports_point_up_the_flow(module: str) -> None:
    needed = imports_of(SOURCES[module].read_text("utf-8"))

    assert {name for name in needed if LINE_OF[name] >= LINE_OF[module]} == set()


def test_only_the_command_line_prints() -> None:
    printing = {
        name
        for name, path in SOURCES.items()
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Name)
            and node.func.id in {"print", "input"}
        )
        or (isinstance(node, ast.Attribute) and node.attr in {"stdout", "stderr"})
    }

    # The others to pipes: of a server that is started, and of a process that takes a PDF apart.
    assert printing == {"cli", "local", "inputs.pdf_process"}


def test_the_check_loads_nothing_of_what_makes_a_note() -> None:
    assert loaded_after("import summarise.verifier") & {f"summarise.{name}" for name in MAKERS} == set()


@pytest.mark.parametrize(
    "statement",
    [
        "import summarise",
        "import summarise.cli",
        "from summarise.cli import main; main(['--help'])",
        "from summarise.cli import main; main(['brief', '--help'])",
        "from summarise.cli import main; main(['--version'])",
    ],
)
def test_help_and_import_do_not_wait_for_heavy_packages(statement: str) -> None:
    assert (
        loaded_after(statement) & {"pydantic", "jinja2", "rapidfuzz", "openai", "instructor", "rich"} == set()
    )


def test_finding_figures_loads_no_template_engine_and_no_string_matcher() -> None:
    assert (
        loaded_after("import summarise; summarise.find_figures('12 people')") & {"jinja2", "rapidfuzz"}
        == set()
    )
