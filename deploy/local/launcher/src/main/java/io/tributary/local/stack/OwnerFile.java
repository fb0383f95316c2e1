package io.tributary.local.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Files that their owner alone may read and write. */
final class OwnerFile {
  private static final Set<PosixFilePermission> OWNER_ALONE =
      PosixFilePermissions.fromString("rw-------");

  private OwnerFile() {}

  /** Makes an empty file, or takes an existing one away from others. */
  static void make(Path file) throws IOException {
    if (Files.exists(file)) {
      Files.setPosixFilePermissions(file, OWNER_ALONE);
    } else {
      Files.createFile(file, PosixFilePermissions.asFileAttribute(OWNER_ALONE));
    }
  }
}
