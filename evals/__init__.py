"""The eval harness: labelled stories, exact scorers, a gate on what they say; and the benchmarks."""
