package io.tributary.local.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/**
 * Keeps a home from other users of the machine: rows lie in the broker's files, passwords beside
 * them.
 *
 * @param layout of the home
 */
record HomeAccess(StackLayout layout) {
  private static final String OWNER_ALONE = "rwx------";

  /** Root's servers run as the user postgres, who has to get through to their directories. */
  private static final String OTHERS_PASS = "rwx--x--x";

  /**
   * Makes home and directories, and takes away what an earlier version let others do.
   *
   * @throws StartFailure when they cannot be made, or belong to somebody else
   */
  void narrow() {
    boolean asRoot = "root".equals(System.getProperty("user.name"));
    only(layout.home(), asRoot ? OTHERS_PASS : OWNER_ALONE);
    for (Path directory : directories()) {
      only(directory, OWNER_ALONE);
    }
  }

  private List<Path> directories() {
    return List.of(
        layout.log("any").getParent(),
        layout.kafka(),
        layout.kafkaClients(),
        layout.connect(),
        layout.evidence(),
        layout.home().resolve("applications"));
  }

  private static void only(Path directory, String permissions) {
    try {
      Files.createDirectories(directory);
      Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString(permissions));
    } catch (IOException e) {
      throw new StartFailure(
          "The directory " + directory + " cannot be kept from other users: " + e, e);
    }
  }
}
