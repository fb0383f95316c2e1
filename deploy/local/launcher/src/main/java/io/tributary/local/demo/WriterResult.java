package io.tributary.local.demo;

/**
 * What a writer went through.
 *
 * @param name of the sample
 * @param atSource transactions that the source acknowledged
 * @param atTarget transactions that the target acknowledged
 * @param pauseMillis last at the source to first at the target
 */
record WriterResult(String name, long atSource, long atTarget, long pauseMillis) {}
