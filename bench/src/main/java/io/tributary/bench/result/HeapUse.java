package io.tributary.bench.result;

/**
 * What a JVM needs of its heap.
 *
 * @param work after which it was looked at
 * @param process such as cdc-service
 * @param mebibytes in use after a collection
 */
public record HeapUse(String work, String process, double mebibytes) {}
