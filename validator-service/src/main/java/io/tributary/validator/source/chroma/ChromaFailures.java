package io.tributary.validator.source.chroma;

import io.tributary.common.error.TributaryException;
import io.tributary.validator.ValidatorError;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Errors of reading a Chroma directory, for the operator. */
final class ChromaFailures {
  private ChromaFailures() {}

  static TributaryException of(Path place, String what, @Nullable Throwable cause) {
    return new TributaryException(
        ValidatorError.SOURCE_FILE,
        "The validator could not read " + place + ": " + what,
        Map.of("file", place.toString()),
        cause);
  }

  static TributaryException of(Path place, String what) {
    return of(place, what, null);
  }

  static TributaryException notCaptured(Path file, String collection, String what) {
    return new TributaryException(
        ValidatorError.NOT_CAPTURED,
        "Collection "
            + collection
            + " of "
            + file
            + " cannot be compared at a position of the stream: "
            + what
            + ". Look at the source's connector; it notes every collection when it finds it.",
        Map.of("file", file.toString(), "table", collection));
  }
}
