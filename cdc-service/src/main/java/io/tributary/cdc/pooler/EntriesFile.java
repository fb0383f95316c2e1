package io.tributary.cdc.pooler;

import io.tributary.access.grant.ServiceGrants;
import io.tributary.common.error.TributaryException;
import io.tributary.common.grant.FileReplacement;
import io.tributary.common.grant.GrantKey;
import io.tributary.common.grant.GrantedFile;
import io.tributary.common.plan.pooler.Pooler;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;

/**
 * The file that a pooler includes. Readers see the old or the new text, never a part. Every failure
 * is a {@link PoolerError#FILE}, or that this service may not use the path. Blocks on the disk.
 *
 * @param pooler which names it
 */
record EntriesFile(Pooler pooler) {

  EntriesText read() {
    try {
      return EntriesText.of(new GrantedFile(real()).text());
    } catch (IOException e) {
      throw failure("read", e);
    }
  }

  void write(EntriesText text) {
    try {
      FileReplacement.replace(real(), text.text());
    } catch (IOException e) {
      throw failure("replaced", e);
    }
  }

  /** Does everything but the writing. */
  void tryOut() {
    try {
      FileReplacement.tryOut(real());
    } catch (IOException e) {
      throw failure("replaced", e);
    }
  }

  private Path real() {
    return ServiceGrants.configured().file(GrantKey.POOLER_DIRECTORIES, pooler.file());
  }

  private TributaryException failure(String what, IOException e) {
    String why = e instanceof NoSuchFileException ? "it is not there" : e.getMessage();
    return new TributaryException(
        PoolerError.FILE,
        "The file %s with the entries of the pooler cannot be %s: %s. Create it with the lines of %s from the pooler's configuration, and let the user of cdc-service replace it (it has to write the directory)."
            .formatted(pooler.file(), what, why, String.join(", ", pooler.databases().keySet())),
        Map.of("file", pooler.file()),
        e);
  }
}
