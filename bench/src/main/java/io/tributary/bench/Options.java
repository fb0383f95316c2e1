package io.tributary.bench;

import java.nio.file.Path;
import java.util.Set;

/**
 * What the command line asks for.
 *
 * @param only names of works, empty for all
 * @param rounds how often each is measured
 * @param rows how many rows a workload writes
 * @param out where results.json goes, and scratch files while it runs
 */
public record Options(Set<String> only, int rounds, int rows, Path out) {}
