package io.tributary.common.convert;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The new value of each key of a table, and the keys that got none. Two keys that would become one
 * collide: the one that comes first in the given order keeps the value.
 */
public final class KeyMap {
  private final UuidConversion conversion;
  private final Map<String, Stored> byNewKey = new LinkedHashMap<>();
  private final List<Outcome.Rejected> rejected = new ArrayList<>();

  private KeyMap(UuidConversion conversion) {
    this.conversion = conversion;
  }

  /** Maps the keys of a table, in an order that is the same each time (such as by rowid). */
  public static KeyMap of(UuidConversion conversion, Iterable<Stored> keys) {
    KeyMap map = new KeyMap(conversion);
    keys.forEach(map::add);
    return map;
  }

  /** The new value of a key of the table, or why the row has none. */
  public Outcome key(Stored key) {
    return conversion.convert(key).then(literal -> own(key, literal));
  }

  /** The new value of a reference to the table; NULL refers to nothing and stays. */
  public Outcome reference(Stored value) {
    if (value.equals(Stored.NULL)) {
      return Outcome.NULL;
    }
    return conversion
        .convert(value)
        .then(
            literal ->
                byNewKey.containsKey(literal)
                    ? Outcome.converted(literal)
                    : Outcome.rejected(Reason.ORPHAN, value, "refers to a row that is not there"));
  }

  /** New key to old key, to be stored with the target. */
  public Map<String, Stored> entries() {
    return Map.copyOf(byNewKey);
  }

  /** Keys without a new value: NULL, empty, or colliding. */
  public List<Outcome.Rejected> rejected() {
    return List.copyOf(rejected);
  }

  private void add(Stored key) {
    conversion
        .convert(key)
        .then(
            literal -> {
              byNewKey.putIfAbsent(literal, key);
              return Outcome.NULL;
            });
    if (key(key) instanceof Outcome.Rejected refused) {
      rejected.add(refused);
    }
  }

  private Outcome own(Stored key, String literal) {
    Stored owner = byNewKey.get(literal);
    return owner != null && !owner.equals(key)
        ? Outcome.rejected(
            Reason.KEY_COLLISION, key, "becomes " + literal + " as " + owner.display() + " does")
        : Outcome.converted(literal);
  }
}
