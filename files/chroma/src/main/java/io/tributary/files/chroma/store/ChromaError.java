package io.tributary.files.chroma.store;

import org.jspecify.annotations.Nullable;

/** Why a directory, or something in it, is refused. Messages begin with the code. */
public enum ChromaError {
  /** No Chroma directory under the path. */
  DIRECTORY_MISSING,
  /** A directory of Chroma 0.3, which kept DuckDB and Parquet files. */
  FORMAT_0_3,
  /** A SQLite file without the tables that every Chroma since 0.4 has. */
  NOT_CHROMA,
  /** A segment of a kind that keeps its vectors elsewhere. */
  SEGMENT_UNKNOWN,
  /** HNSW files that say nothing sensible about themselves. */
  FOLDER_DAMAGED,
  /** A pickle with something in it that Chroma never puts there. */
  PICKLE_REFUSED,
  /** A pickle above the size that is read. */
  PICKLE_TOO_LARGE,
  /** A vector in the queue that is not made of 32-bit numbers. */
  QUEUE_ENCODING,
  /** Writes that Chroma has accepted and not taken over into a collection. */
  QUEUE_PENDING,
  /** A server that has the directory open, so that nothing may be written into it. */
  DIRECTORY_OPEN,
  /** Tables of a version into which nothing is written. */
  VERSION_TOO_OLD,
  /** Two collections that would be one table. */
  NAME_COLLISION,
  /** The application keeps rewriting the files; nothing is known to be wrong. */
  BUSY,
  /** A file that the operating system does not let us read. */
  IO_ERROR,
  /** What SQLite refused. */
  SQLITE;

  /** The stable text, such as {@code TRB-CHROMA-FORMAT-0-3}. */
  public String code() {
    return "TRB-CHROMA-" + name().replace('_', '-');
  }

  /** Whether it says what is in a file, which means nothing while the file is being written. */
  boolean content() {
    return this == FOLDER_DAMAGED || this == PICKLE_REFUSED;
  }

  /** The failure with this code. */
  public ChromaFailure failure(String message) {
    return new ChromaFailure(this, message, null);
  }

  /** The failure with this code and its cause. */
  public ChromaFailure failure(String message, @Nullable Throwable cause) {
    return new ChromaFailure(this, message, cause);
  }
}
