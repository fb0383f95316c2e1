package io.tributary.images;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A root file system out of this machine's own files: a Java runtime, libraries, a few programs,
 * and which packages they are of. An image on it needs no registry.
 *
 * @param java the runtime
 * @param own files that are the same in every image, by their path in it
 */
record MachineRoot(JavaRuntime java, Map<String, Path> own) {
  private static final String JAVA_PLACE = "/opt/java";

  /** Where programs are looked for. */
  static final String PATH = JAVA_PLACE + "/bin:/usr/bin:/bin";

  private static final List<String> FROM_MACHINE =
      List.of("/etc/os-release", "/etc/ssl/certs/ca-certificates.crt");

  private static final Path LOCALE = Path.of("/usr/lib/locale/C.utf8");

  /** Programs of every image, for start scripts and health checks. */
  private static final List<String> SHELLS = List.of("/bin/sh", "/bin/bash");

  /**
   * Takes what all images share.
   *
   * @param ours the directory with files of our own, users and names among them
   */
  static MachineRoot of(JavaRuntime java, Path ours) {
    Map<String, Path> own = new TreeMap<>();
    own.putAll(ImageFiles.below(ours.resolve("etc"), "/etc"));
    FROM_MACHINE.forEach(file -> own.put(file, Path.of(file)));
    if (Files.isDirectory(LOCALE)) {
      own.putAll(ImageFiles.below(LOCALE, LOCALE.toString()));
    }
    SHELLS.forEach(shell -> own.put(shell, Path.of(shell)));
    return new MachineRoot(java, own);
  }

  /** The layers below an image's own: the machine's files, and Java. */
  List<ImageFiles> layers(Map<String, Path> programs) throws IOException {
    Map<String, Path> machine = new TreeMap<>(files(programs));
    for (MachinePackage part : packages(programs)) {
      part.licence().ifPresent(file -> machine.put(file.toString(), file));
    }
    return List.of(
        new ImageFiles("machine", machine), ImageFiles.of("java", java.directory(), JAVA_PLACE));
  }

  /** The packages that the machine's files in an image are of. */
  List<MachinePackage> packages(Map<String, Path> programs) throws IOException {
    Set<Path> origins = new TreeSet<>();
    for (Path file : files(programs).values()) {
      origins.add(file);
      origins.add(file.toRealPath());
    }
    origins.add(Path.of(System.getProperty("java.home"), "lib", "server", "libjvm.so"));
    return MachinePackage.of(origins);
  }

  private Map<String, Path> files(Map<String, Path> programs) throws IOException {
    List<Path> linked = new ArrayList<>(programs.values());
    SHELLS.forEach(shell -> linked.add(Path.of(shell)));
    linked.addAll(java.natives());
    Map<String, Path> files = new TreeMap<>(own);
    files.putAll(programs);
    for (Path library : MachineLibraries.of(linked)) {
      files.put(library.toString(), library);
    }
    return files;
  }
}
