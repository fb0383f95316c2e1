package io.tributary.kafka.share;

import io.tributary.common.desired.SourceShare;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** Who holds which share, as the keepers of several instances were told. Thread-safe. */
final class RecordedShares {
  final List<String> faults = new CopyOnWriteArrayList<>();
  private final Map<SourceShare, String> holders = new HashMap<>();

  /** A keeper of one instance. */
  Keeper keeper(String instance) {
    return new Keeper(instance);
  }

  synchronized Set<SourceShare> of(String instance) {
    Set<SourceShare> found = new HashSet<>();
    holders.forEach(
        (share, holder) -> {
          if (holder.equals(instance)) {
            found.add(share);
          }
        });
    return found;
  }

  synchronized int held() {
    return holders.size();
  }

  private synchronized void take(String instance, Set<SourceShare> shares) {
    for (SourceShare share : shares) {
      String before = holders.put(share, instance);
      if (before != null) {
        faults.add("share %s of %s was given to %s".formatted(share, before, instance));
      }
    }
  }

  private synchronized void give(String instance, Set<SourceShare> shares) {
    shares.forEach(share -> holders.remove(share, instance));
  }

  /** Notes what it is told. */
  final class Keeper implements ShareKeeper {
    /** What was ordered last when a share was taken, for each time that some were. */
    final List<Map<String, String>> knownWhenTaken = new CopyOnWriteArrayList<>();

    /** Whether something is given up only to be taken again. */
    final AtomicBoolean gave = new AtomicBoolean();

    private final String instance;
    private final Map<String, String> ordered = new HashMap<>();

    private Keeper(String instance) {
      this.instance = instance;
    }

    @Override
    public synchronized void ordered(Map<String, byte @Nullable []> latest) {
      latest.forEach(
          (key, value) -> {
            if (value == null) {
              ordered.remove(key);
            } else {
              ordered.put(key, new String(value, java.nio.charset.StandardCharsets.UTF_8));
            }
          });
    }

    @Override
    public synchronized void taken(Set<SourceShare> shares) {
      knownWhenTaken.add(Map.copyOf(ordered));
      take(instance, shares);
    }

    @Override
    public void given(Set<SourceShare> shares) {
      gave.set(true);
      give(instance, shares);
    }

    synchronized Map<String, String> orders() {
      return Map.copyOf(ordered);
    }
  }
}
