package io.tributary.orchestrator.evidence;

import io.tributary.common.error.TributaryException;
import io.tributary.common.evidence.EvidenceError;
import io.tributary.common.evidence.SignedReport;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** A report as a file of its owner's, whole or not there. */
public final class EvidenceFile {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]*");

  private final Path path;

  private EvidenceFile(Path path) {
    this.path = path;
  }

  /**
   * The file of a report.
   *
   * @throws TributaryException {@link EvidenceError#FILE} when a name would lead elsewhere
   */
  public static EvidenceFile of(Path directory, String migration, String cutoverId) {
    Path path = directory.resolve(migration + "-" + cutoverId + ".json");
    if (!NAME.matcher(migration).matches() || !NAME.matcher(cutoverId).matches()) {
      throw failed(path, "its name has other characters than letters, digits, _ and -");
    }
    return new EvidenceFile(path);
  }

  /**
   * Writes the report, unless it is there. Where it is there without its signature, that is added.
   *
   * @throws TributaryException {@link EvidenceError#FILE} when it cannot be written, or is another
   */
  public void write(SignedReport report) {
    String text = report.text() + "\n";
    try {
      if (Files.exists(path)) {
        String there = Files.readString(path);
        if (there.equals(text)) {
          return;
        }
        if (!there.equals(new SignedReport(report.report(), Optional.empty()).text() + "\n")) {
          throw failed(path, "there is another file, which is left as it is");
        }
      }
      replace(text);
    } catch (IOException e) {
      throw failed(path, e.toString());
    }
  }

  private void replace(String text) throws IOException {
    Path directory = path.getParent();
    if (directory == null) {
      throw new IOException("it has no directory");
    }
    if (!Files.isDirectory(directory)) {
      Files.createDirectories(
          directory,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }
    // Such a file is readable by its owner alone from its first moment on.
    Path fresh = Files.createTempFile(directory, ".evidence", null);
    try {
      Files.write(fresh, text.getBytes(StandardCharsets.UTF_8), StandardOpenOption.DSYNC);
      Files.move(fresh, path, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(fresh);
    }
  }

  private static TributaryException failed(Path path, String why) {
    return new TributaryException(
        EvidenceError.FILE,
        "The report " + path + " is not written: " + why + ".",
        Map.of("file", path.toString()));
  }
}
