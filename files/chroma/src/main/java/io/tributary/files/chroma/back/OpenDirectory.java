package io.tributary.files.chroma.back;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Looks for a process that has a directory's SQLite file open, as Chroma's servers and clients have
 * it for as long as they run. On Linux it is found by {@code /proc}, where processes of other users
 * and of other containers show only to those who may see them; on other systems none is found.
 *
 * <p>A process of Java is never Chroma, which is Python, Rust or a library of these: those that
 * have the file open are the connector and the services.
 */
final class OpenDirectory {
  private static final Path PROCESSES = Path.of("/proc");
  private static final String NUMBER = "[0-9]*";

  private OpenDirectory() {}

  /** The first such process, for people; empty when none is seen. */
  static Optional<String> holder(Path file) {
    if (!Files.isDirectory(PROCESSES.resolve("self/fd"))) {
      return Optional.empty();
    }
    try (DirectoryStream<Path> processes = Files.newDirectoryStream(PROCESSES, NUMBER)) {
      Path real = file.toRealPath();
      for (Path process : processes) {
        Optional<String> program = program(process);
        if (program.filter(name -> !name.equals("java")).isPresent() && holds(process, real)) {
          return Optional.of(program.get() + " (process " + process.getFileName() + ")");
        }
      }
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Optional<String> program(Path process) {
    return target(process.resolve("exe")).map(path -> String.valueOf(path.getFileName()));
  }

  private static boolean holds(Path process, Path file) {
    try (DirectoryStream<Path> open = Files.newDirectoryStream(process.resolve("fd"))) {
      for (Path descriptor : open) {
        if (target(descriptor).filter(file::equals).isPresent()) {
          return true;
        }
      }
      return false;
    } catch (IOException | java.nio.file.DirectoryIteratorException e) {
      // It has ended, or belongs to somebody else.
      return false;
    }
  }

  private static Optional<Path> target(Path link) {
    try {
      return Optional.of(Files.readSymbolicLink(link));
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
