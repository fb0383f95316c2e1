package io.tributary.local.diagnose;

import com.fasterxml.jackson.databind.JsonNode;
import io.tributary.common.json.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Writes parts as one file, masked.
 *
 * @param migration what it is about
 * @param at when it was made
 * @param text masks
 */
record DiagnoseBundle(String migration, Instant at, MaskedText text) {
  private static final String TOLD =
      """
      Migration %s, %s.

      Masked is everything that is not known to be harmless. Kept are words that the documentation of
      Tributary has, names of sources, schemas, tables, columns, roles and hosts of this migration,
      times, numbers of up to 9 digits, codes of errors, names of classes, and names of members. The
      rows that are set aside are counted, and not told. Still, look through it before you give it to
      somebody.

      Missing:
      """;

  /** Makes the file, readable by its owner alone; there must be none yet. */
  void write(Path file, List<BundlePart> parts, List<String> missing) throws IOException {
    try (OutputStream made = Files.newOutputStream(file, StandardOpenOption.CREATE_NEW);
        ZipOutputStream zip = new ZipOutputStream(made, StandardCharsets.UTF_8)) {
      file.toFile().setReadable(false, false);
      file.toFile().setReadable(true, true);
      add(zip, "README.txt", readme(missing));
      for (BundlePart part : parts) {
        add(zip, part.path(), masked(part));
      }
    }
  }

  private String readme(List<String> missing) {
    StringBuilder readme = new StringBuilder(TOLD.formatted(text.of(migration), at));
    missing.forEach(what -> readme.append("  ").append(text.of(what)).append('\n'));
    return readme.append(missing.isEmpty() ? "  nothing\n" : "").toString();
  }

  private String masked(BundlePart part) throws IOException {
    if (!part.path().endsWith(".json")) {
      return text.of(part.content());
    }
    JsonNode document = Json.mapper().readTree(part.content());
    return Json.mapper()
        .writerWithDefaultPrettyPrinter()
        .writeValueAsString(new MaskedJson(text).of(document));
  }

  private static void add(ZipOutputStream zip, String path, String content) throws IOException {
    zip.putNextEntry(new ZipEntry(path));
    zip.write(content.getBytes(StandardCharsets.UTF_8));
    zip.closeEntry();
  }
}
