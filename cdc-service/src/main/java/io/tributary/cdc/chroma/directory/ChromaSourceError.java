package io.tributary.cdc.chroma.directory;

import io.tributary.common.error.ErrorCode;
import io.tributary.common.error.ErrorType;
import io.tributary.common.error.TributaryException;
import io.tributary.connect.chroma.store.ChromaError;
import io.tributary.connect.chroma.store.ChromaFailure;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/**
 * What can be wrong with a Chroma directory: the errors that the connector reports by the same
 * codes, and for each whether it passes by itself or once somebody mends the directory.
 */
public enum ChromaSourceError implements ErrorCode {
  /** No directory there. */
  DIRECTORY_MISSING(ChromaError.DIRECTORY_MISSING, ErrorType.USER, true),
  /** A directory of Chroma 0.3. */
  FORMAT_0_3(ChromaError.FORMAT_0_3, ErrorType.USER, false),
  /** Not Chroma's. */
  NOT_CHROMA(ChromaError.NOT_CHROMA, ErrorType.USER, false),
  /** Vectors that are kept elsewhere. */
  SEGMENT_UNKNOWN(ChromaError.SEGMENT_UNKNOWN, ErrorType.USER, false),
  /** A damaged index. */
  FOLDER_DAMAGED(ChromaError.FOLDER_DAMAGED, ErrorType.EXTERNAL, false),
  /** A pickle that is not Chroma's. */
  PICKLE_REFUSED(ChromaError.PICKLE_REFUSED, ErrorType.EXTERNAL, false),
  /** A pickle above the limit. */
  PICKLE_TOO_LARGE(ChromaError.PICKLE_TOO_LARGE, ErrorType.USER, false),
  /** Vectors of another encoding. */
  QUEUE_ENCODING(ChromaError.QUEUE_ENCODING, ErrorType.USER, false),
  /** Writes that Chroma has not taken over yet. */
  QUEUE_PENDING(ChromaError.QUEUE_PENDING, ErrorType.EXTERNAL, true),
  /** Two collections that would be one table. */
  NAME_COLLISION(ChromaError.NAME_COLLISION, ErrorType.USER, false),
  /** Written all the time. */
  BUSY(ChromaError.BUSY, ErrorType.EXTERNAL, true),
  /** What the operating system refused. */
  IO_ERROR(ChromaError.IO_ERROR, ErrorType.RESOURCE, true),
  /** What SQLite refused. */
  SQLITE(ChromaError.SQLITE, ErrorType.EXTERNAL, true);

  private final ChromaError error;
  private final ErrorType type;
  private final boolean retryable;

  ChromaSourceError(ChromaError error, ErrorType type, boolean retryable) {
    this.error = error;
    this.type = type;
    this.retryable = retryable;
  }

  /** The error with this code, empty for a code of somebody else's. */
  public static Optional<ChromaSourceError> of(String code) {
    return Arrays.stream(values()).filter(error -> error.code().equals(code)).findFirst();
  }

  /** A failure of the connector's parts as an error of a source. */
  public static TributaryException of(String source, ChromaFailure failure) {
    ChromaSourceError error = of(failure.error().code()).orElse(SQLITE);
    String what = failure.getMessage().substring(error.code().length() + 2);
    return new TributaryException(
        error, "Source " + source + ": " + what + ".", Map.of("source", source), failure);
  }

  @Override
  public String code() {
    return error.code();
  }

  @Override
  public ErrorType type() {
    return type;
  }

  @Override
  public boolean retryable() {
    return retryable;
  }
}
