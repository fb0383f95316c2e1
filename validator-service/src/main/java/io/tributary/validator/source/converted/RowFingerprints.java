package io.tributary.validator.source.converted;

import io.tributary.validator.source.sqlite.file.FileRow;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * A digest of each row in the copy of a table whose changed rows no log names, by key. For one
 * thread.
 */
final class RowFingerprints {
  private final Map<List<String>, String> known = new HashMap<>();
  private final Set<List<String>> unseen = new HashSet<>();

  void clear() {
    known.clear();
    unseen.clear();
  }

  /** All rows will be read again. */
  void begin() {
    unseen.clear();
    unseen.addAll(known.keySet());
  }

  /** Those rows that are new or others than before; they count as known from now on. */
  List<FileRow> changed(List<FileRow> piece) {
    return piece.stream()
        .filter(
            row -> {
              unseen.remove(row.key());
              String now = digest(row);
              return !Objects.equals(known.put(row.key(), now), now);
            })
        .toList();
  }

  /** The keys that were not among the rows since the beginning. */
  Collection<List<String>> gone() {
    List<List<String>> gone = List.copyOf(unseen);
    known.keySet().removeAll(unseen);
    unseen.clear();
    return gone;
  }

  private static String digest(FileRow row) {
    try {
      MessageDigest sum = MessageDigest.getInstance("SHA-256");
      sum.update(row.row().storageClasses().toString().getBytes(StandardCharsets.UTF_8));
      for (String value : row.row().values()) {
        byte[] bytes = String.valueOf(value).getBytes(StandardCharsets.UTF_8);
        sum.update((bytes.length + ":").getBytes(StandardCharsets.UTF_8));
        sum.update(bytes);
      }
      return new String(sum.digest(), StandardCharsets.ISO_8859_1);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
