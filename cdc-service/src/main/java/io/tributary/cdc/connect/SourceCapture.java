package io.tributary.cdc.connect;

import io.tributary.common.error.ErrorCode;
import io.tributary.common.error.TributaryException;
import io.tributary.common.model.StreamId;
import java.util.Optional;
import java.util.OptionalLong;

/** What the capture of one source needs that depends on the source's kind. */
public interface SourceCapture {

  /** The stream. */
  StreamId id();

  /**
   * Prepares the source, and creates the connector or brings its configuration up to date.
   *
   * @return an estimate of the snapshot's rows, empty when unknown
   * @throws TributaryException a {@link CaptureError}, or that of an unreachable source
   */
  OptionalLong ensure();

  /** Looks at the source. */
  SourceLook look();

  /** What is known of a failure that the connector names by a code, empty for another's code. */
  Optional<? extends ErrorCode> named(String code);

  /** Leaves the source as it was, once its connector is gone. */
  void restoreSource();
}
