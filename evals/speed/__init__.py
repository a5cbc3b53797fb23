"""Benchmarks behind the README's figures of speed and memory; nothing here is asserted in tests."""
