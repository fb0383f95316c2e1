package io.tributary.cdc.schema.dump;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * What programs have printed of their versions: each is asked once, and again when its file is
 * another one. A version that is not enough is asked for again each time, because a file can be a
 * script that runs a newer program by now, as Debian's are. Thread-safe.
 */
final class KnownVersions {
  private final Map<Path, Answer> answers = new ConcurrentHashMap<>();
  private final Supplier<String> searched;

  /**
   * Nothing known yet.
   *
   * @param searched the directories in which a program without one is looked for, as PATH has them
   */
  KnownVersions(Supplier<String> searched) {
    this.searched = searched;
  }

  /** What a program has printed, and its file as it was then. */
  private record Answer(FileTime changed, long size, String file, String printed) {
    boolean isOf(BasicFileAttributes now) {
      return changed.equals(now.lastModifiedTime())
          && size == now.size()
          && file.equals(String.valueOf(now.fileKey()));
    }
  }

  /**
   * What a program prints of its version.
   *
   * @param program its path, or its name
   * @param serverVersion that of a server which it has to read, as in {@code server_version_num}
   * @param asking runs it
   */
  String of(String program, int serverVersion, Supplier<String> asking) {
    Optional<Path> found = found(program);
    Optional<BasicFileAttributes> before = found.flatMap(KnownVersions::attributes);
    if (before.isEmpty()) {
      return asking.get();
    }
    Path path = found.orElseThrow();
    Answer known = answers.get(path);
    if (known != null
        && known.isOf(before.get())
        && ProgramVersion.reads(known.printed(), serverVersion)) {
      return known.printed();
    }
    String printed = asking.get();
    BasicFileAttributes file = before.get();
    answers.put(
        path,
        new Answer(file.lastModifiedTime(), file.size(), String.valueOf(file.fileKey()), printed));
    return printed;
  }

  private Optional<Path> found(String program) {
    if (program.contains(File.separator)) {
      return Optional.of(Path.of(program));
    }
    return Pattern.compile(File.pathSeparator, Pattern.LITERAL)
        .splitAsStream(searched.get())
        .filter(directory -> !directory.isEmpty())
        .map(directory -> Path.of(directory, program))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /** Those of the file that a link leads to. */
  private static Optional<BasicFileAttributes> attributes(Path path) {
    try {
      return Optional.of(Files.readAttributes(path, BasicFileAttributes.class));
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
