package io.tributary.artifacts;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/**
 * An image's tarball, read back.
 *
 * @param config as a container engine reads it
 * @param layers the names of the layers' files, the lowest first
 * @param files all files of all layers by their path
 */
record ImageArchive(Path tarball, JsonNode config, List<String> layers, Map<String, Entry> files) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * One file or directory.
   *
   * @param content of a file
   */
  record Entry(TarArchiveEntry header, byte[] content) {}

  static ImageArchive read(Path tarball) throws IOException {
    Map<String, byte[]> parts = new TreeMap<>();
    try (TarArchiveInputStream tar = open(Files.newInputStream(tarball))) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        parts.put(entry.getName(), tar.readAllBytes());
      }
    }
    JsonNode manifest = JSON.readTree(parts.get("manifest.json")).get(0);
    List<String> layers = new ArrayList<>();
    Map<String, Entry> files = new TreeMap<>();
    for (JsonNode layer : manifest.path("Layers")) {
      layers.add(layer.asText());
      try (TarArchiveInputStream tar =
          open(new GZIPInputStream(new ByteArrayInputStream(parts.get(layer.asText()))))) {
        for (TarArchiveEntry entry = tar.getNextEntry();
            entry != null;
            entry = tar.getNextEntry()) {
          files.put("/" + entry.getName(), new Entry(entry, tar.readAllBytes()));
        }
      }
    }
    return new ImageArchive(
        tarball, JSON.readTree(parts.get(manifest.path("Config").asText())), layers, files);
  }

  /** Whatever a list of the configuration holds. */
  List<String> words(String name) {
    List<String> words = new ArrayList<>();
    config.path("config").path(name).forEach(word -> words.add(word.asText()));
    return words;
  }

  /** Lays the layers over each other in a directory, as an engine does. */
  void unpack(Path root) throws IOException, InterruptedException {
    Path parts = Files.createDirectories(root.resolveSibling(root.getFileName() + ".parts"));
    Files.createDirectories(root);
    run("tar", "-xf", tarball.toString(), "-C", parts.toString());
    for (String layer : layers) {
      run(
          "tar",
          "-xzf",
          parts.resolve(layer).toString(),
          "-C",
          root.toString(),
          "--warning=no-unknown-keyword");
    }
    run("rm", "-rf", parts.toString());
  }

  private static void run(String... command) throws IOException, InterruptedException {
    if (new ProcessBuilder(command).inheritIO().start().waitFor() != 0) {
      throw new IOException(String.join(" ", command) + " failed");
    }
  }

  private static TarArchiveInputStream open(InputStream in) {
    return new TarArchiveInputStream(new BufferedInputStream(in));
  }
}
