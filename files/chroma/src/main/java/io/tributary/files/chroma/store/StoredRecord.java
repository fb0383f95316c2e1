package io.tributary.files.chroma.store;

import org.jspecify.annotations.Nullable;

/**
 * A live record of a collection.
 *
 * @param document null without one
 * @param uri null without one
 * @param metadata the user's keys as a JSON object in the order of the keys, null without any
 * @param createdAt as Chroma wrote it: UTC, {@code YYYY-MM-DD HH:MM:SS}
 */
public record StoredRecord(
    String id,
    @Nullable String document,
    @Nullable String uri,
    @Nullable String metadata,
    String createdAt,
    StoredVector vector) {}
