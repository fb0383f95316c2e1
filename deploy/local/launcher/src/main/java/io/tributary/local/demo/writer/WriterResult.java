package io.tributary.local.demo.writer;

/**
 * What a writer counted over its whole run.
 *
 * @param name of the sample
 * @param atSource transactions that the source acknowledged
 * @param atTarget transactions that the target acknowledged
 * @param pauseMillis last at one side to first at the other, the longest
 */
public record WriterResult(String name, long atSource, long atTarget, long pauseMillis) {}
