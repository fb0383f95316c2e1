package io.tributary.cdc.apply.convert;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * The keys of the target that rows of the source have taken, where two rows might become the same
 * one: the first keeps it until it is gone. Keys are texts as the map of keys keeps them. One
 * thread.
 */
public final class KeyClaims {
  private final Map<String, String> owners;
  private final Map<String, String> taken = new HashMap<>();
  private final Set<String> released = new HashSet<>();

  /**
   * The claims.
   *
   * @param owners by key of the target, the key of the source that has it now
   */
  public KeyClaims(Map<String, String> owners) {
    this.owners = new HashMap<>(owners);
  }

  /** The keys that rows become, each once: whose they are now has to be known. */
  public static List<String> wanted(MappedTable table, Collection<ConvertedRow> rows) {
    return rows.stream()
        .map(ConvertedRow::targetKey)
        .filter(Objects::nonNull)
        .map(table::text)
        .distinct()
        .toList();
  }

  /** Takes a key for a row; the other row that has it, or empty when it is this row's now. */
  public Optional<String> take(String target, String row) {
    String owner = owners.putIfAbsent(target, row);
    if (owner == null) {
      taken.put(target, row);
      return Optional.empty();
    }
    return owner.equals(row) ? Optional.empty() : Optional.of(owner);
  }

  /** Whether the target's row under this key is another row's. */
  public boolean belongsToOther(String target, String row) {
    return owners.containsKey(target) && !owners.get(target).equals(row);
  }

  /** Gives a key up, if the row has it. */
  public void release(String target, String row) {
    if (owners.remove(target, row)) {
      taken.remove(target);
      released.add(target);
    }
  }

  /** Keys taken, with the rows that have them now. */
  public Map<String, String> taken() {
    return taken;
  }

  /** Keys given up, whether or not they were taken again. */
  public Set<String> released() {
    return released;
  }
}
