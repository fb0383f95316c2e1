package io.tributary.files.chroma.store;

import org.jspecify.annotations.Nullable;

/**
 * Something that is not as Chroma would leave it if all went well. None of it keeps the rest from
 * being read.
 *
 * @param collection the collection's id; null for a folder
 * @param name the record's id or the folder's name
 */
public record ChromaFinding(Kind kind, @Nullable String collection, String name) {
  /** What was found. */
  public enum Kind {
    /** A record whose vector is gone. */
    LOST_VECTOR,
    /** A vector whose record is gone. */
    VECTOR_WITHOUT_RECORD,
    /** A vector with NaN or an infinity. */
    NOT_FINITE,
    /** A vector of another length than the collection's dimension. */
    WRONG_DIMENSION,
    /** A folder that belongs to no segment, as deleted collections leave them. */
    ORPHAN_FOLDER
  }
}
