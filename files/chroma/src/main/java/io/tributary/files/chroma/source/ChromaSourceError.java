package io.tributary.files.chroma.source;

import io.tributary.common.error.ErrorCode;
import io.tributary.common.error.ErrorFact;
import io.tributary.common.error.ErrorType;
import io.tributary.common.error.TributaryException;
import io.tributary.files.chroma.store.ChromaError;
import io.tributary.files.chroma.store.ChromaFailure;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/**
 * What can be wrong with a Chroma directory: the errors that the connector reports by the same
 * codes, and for each whether it passes by itself or once somebody mends the directory.
 */
public enum ChromaSourceError implements ErrorCode {
  DIRECTORY_MISSING(
      ErrorFact.passing(
          ChromaError.DIRECTORY_MISSING.code(),
          ErrorType.USER,
          "There is no Chroma directory at that path.",
          "Check the path: it has to be the directory that Chroma persists to, on the machine of"
              + " cdc-service.")),
  FORMAT_0_3(
      ErrorFact.lasting(
          ChromaError.FORMAT_0_3.code(),
          ErrorType.USER,
          "The directory was written by Chroma 0.3, which kept its data in another form.",
          "Migrate the directory with Chroma's own tool, chroma-migrate, to 0.4 or later first.")),
  NOT_CHROMA(
      ErrorFact.lasting(
          ChromaError.NOT_CHROMA.code(),
          ErrorType.USER,
          "The directory has no SQLite file of Chroma's, or one without the tables that every"
              + " Chroma since 0.4 has.",
          "Give the directory that Chroma persists to.")),
  SEGMENT_UNKNOWN(
      ErrorFact.lasting(
          ChromaError.SEGMENT_UNKNOWN.code(),
          ErrorType.USER,
          "A collection keeps its vectors elsewhere than in the directory.",
          "Exclude the collection.")),
  FOLDER_DAMAGED(
      ErrorFact.passing(
          ChromaError.FOLDER_DAMAGED.code(),
          ErrorType.EXTERNAL,
          "The index of a collection is damaged, or was left half written.",
          "Restore the folder from a copy, let Chroma rebuild the collection, or exclude it.")),
  PICKLE_REFUSED(
      ErrorFact.passing(
          ChromaError.PICKLE_REFUSED.code(),
          ErrorType.EXTERNAL,
          "A pickle file holds something that Chroma never writes there.",
          "Restore the file from a copy; it may be made to do harm.")),
  PICKLE_TOO_LARGE(
      ErrorFact.lasting(
          ChromaError.PICKLE_TOO_LARGE.code(),
          ErrorType.USER,
          "A pickle file is larger than what is read.",
          "Raise the connector's setting pickle.max.bytes, or exclude the collection.")),
  QUEUE_ENCODING(
      ErrorFact.passing(
          ChromaError.QUEUE_ENCODING.code(),
          ErrorType.USER,
          "A vector in Chroma's queue is not made of 32-bit numbers.",
          "Write the record again by the application, or exclude the collection.")),
  QUEUE_PENDING(
      ErrorFact.passing(
          ChromaError.QUEUE_PENDING.code(),
          ErrorType.EXTERNAL,
          "Chroma has accepted writes and not taken them over into the collection, so the source is"
              + " not fenced.",
          "Count the collection's records once by any client, which makes Chroma take the writes"
              + " over; then try again.")),
  DIRECTORY_OPEN(
      ErrorFact.passing(
          ChromaError.DIRECTORY_OPEN.code(),
          ErrorType.USER,
          "A server or client of Chroma has the directory open, so that what was written at the"
              + " target is not taken back into it: it keeps vectors in memory and would not see"
              + " them.",
          "End the process that the message names. The way back goes on by itself; until a rollback"
              + " nothing has to read the directory.")),
  VERSION_TOO_OLD(
      ErrorFact.passing(
          ChromaError.VERSION_TOO_OLD.code(),
          ErrorType.USER,
          "The directory is that of a Chroma before 0.4.6, into which nothing can be taken back.",
          "Start a newer Chroma on it once, which brings its tables up to date, or write way-back:"
              + " none for the source.")),
  NAME_COLLISION(
      ErrorFact.passing(
          ChromaError.NAME_COLLISION.code(),
          ErrorType.USER,
          "Two collections would be one table in the target.",
          "Exclude one of the collections, or rename it.")),
  BUSY(
      ErrorFact.passing(
          ChromaError.BUSY.code(),
          ErrorType.EXTERNAL,
          "The application keeps rewriting the files while they are read.",
          "Try again when the application writes less.")),
  IO_ERROR(
      ErrorFact.passing(
          ChromaError.IO_ERROR.code(),
          ErrorType.RESOURCE,
          "The operating system does not let a file be read.",
          "Give the service the right to read directory and files, and check the disk.")),
  SQLITE(
      ErrorFact.passing(
          ChromaError.SQLITE.code(),
          ErrorType.EXTERNAL,
          "SQLite refused to read the file of Chroma.",
          "Read SQLite's answer in the message and mend what it names."));

  private final ErrorFact fact;

  ChromaSourceError(ErrorFact fact) {
    this.fact = fact;
  }

  /** The error with this code, empty for a code of somebody else's. */
  public static Optional<ChromaSourceError> of(String code) {
    return Arrays.stream(values()).filter(error -> error.code().equals(code)).findFirst();
  }

  /** A failure of the connector's parts as an error of a source. */
  public static TributaryException of(String source, ChromaFailure failure) {
    ChromaSourceError error = of(failure.error().code()).orElse(SQLITE);
    return new TributaryException(
        error, "Source " + source + ": " + failure.what() + ".", Map.of("source", source), failure);
  }

  @Override
  public ErrorFact fact() {
    return fact;
  }
}
