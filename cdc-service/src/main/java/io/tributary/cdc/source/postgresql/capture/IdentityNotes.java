package io.tributary.cdc.source.postgresql.capture;

import io.tributary.cdc.source.postgresql.capture.PreparationStore.OriginalIdentity;
import java.util.Optional;

/**
 * Where replica identities are kept before a capture changes them: with its other notes, and on a
 * way back beside its tables too. Its other notes are in the home of the stream, which may be gone
 * when the identities have to be put back.
 *
 * @param notes what is kept of the capture
 * @param beside the same where the tables are; empty for a stream that goes out
 */
record IdentityNotes(PreparationStore notes, Optional<PreparationStore> beside) {

  /** Keeps the first identity seen. */
  void keep(OriginalIdentity original) {
    beside.ifPresent(store -> store.keep(original));
    notes.keep(original);
  }
}
