package io.tributary.architecture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The Java files of all modules that are no tests, as they lie in the checkout. */
final class SourceTree {
  private static final Path MAIN = Path.of("src", "main", "java");
  private static final Set<String> NO_SOURCES = Set.of("target", "test", "node_modules");

  private SourceTree() {}

  /**
   * A top-level type, known by its file.
   *
   * @param packageName such as {@code io.tributary.common.error}
   * @param name the simple name
   */
  record SourceType(Path file, String packageName, String name) {

    /** Whether the name is one bare word, such as {@code Gate}. */
    boolean oneWord() {
      return name.matches("[A-Z][a-z0-9]*");
    }

    String qualified() {
      return packageName + "." + name;
    }
  }

  /** All top-level types; {@code package-info} is none. */
  static List<SourceType> types() {
    List<SourceType> types = new ArrayList<>();
    for (Path file : files(root())) {
      String name = file.getFileName().toString().replace(".java", "");
      if (!name.equals("package-info")) {
        types.add(new SourceType(file, packageOf(file), name));
      }
    }
    return types;
  }

  /** The folder of the checkout, which the build hands over. */
  static Path root() {
    return Path.of(System.getProperty("tributary.root", "..")).toAbsolutePath().normalize();
  }

  private static String packageOf(Path file) {
    String folder = file.getParent().toString();
    return folder
        .substring(folder.lastIndexOf(MAIN.toString()) + MAIN.toString().length() + 1)
        .replace('/', '.');
  }

  private static List<Path> files(Path root) {
    List<Path> files = new ArrayList<>();
    try {
      Files.walkFileTree(
          root,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
              String name = folder.getFileName().toString();
              boolean sources = folder.toString().contains(MAIN.toString());
              return !sources && (NO_SOURCES.contains(name) || name.startsWith("."))
                  ? FileVisitResult.SKIP_SUBTREE
                  : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
              if (file.toString().endsWith(".java") && file.toString().contains(MAIN.toString())) {
                files.add(file);
              }
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return files;
  }
}
