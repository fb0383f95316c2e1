package io.tributary.local.chroma;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import net.razorvine.pickle.Unpickler;

/**
 * What a pickle of the application's own says. It is read by a general unpickler: give it only
 * files that are trusted.
 *
 * @param idOf the record of each label
 * @param added labels given out so far
 */
record PickledIds(Map<Long, String> idOf, long added) {

  /** Reads the plain dictionary that the server in Rust writes. */
  static PickledIds read(Path pickle) throws IOException {
    Map<?, ?> all = (Map<?, ?>) new Unpickler().loads(Files.readAllBytes(pickle));
    Map<Long, String> idOf = new HashMap<>();
    ((Map<?, ?>) member(all, "label_to_id"))
        .forEach((label, id) -> idOf.put(((Number) label).longValue(), (String) id));
    return new PickledIds(idOf, ((Number) member(all, "total_elements_added")).longValue());
  }

  private static Object member(Map<?, ?> dictionary, String name) {
    return Objects.requireNonNull(dictionary.get(name), name);
  }
}
