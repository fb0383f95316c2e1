package io.tributary.orchestrator.loop;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Things by name, each of which is told whether this instance is the active one. One that is made
 * in the moment in which that changes is neither missed nor left with what held before: the lock
 * makes the two come one after the other. Thread-safe.
 *
 * @param <T> the kind of thing
 */
final class ActivatedByName<T> {
  private final Map<String, T> byName = new ConcurrentHashMap<>();
  private final Activation<T> activation;
  private boolean active;

  /** How a thing is told. */
  interface Activation<T> {
    void tell(T thing, boolean nowActive);
  }

  ActivatedByName(Activation<T> activation) {
    this.activation = activation;
  }

  /** The thing of that name; one that is made now knows at once whether it is active. */
  synchronized T begin(String name, Supplier<T> made) {
    return byName.computeIfAbsent(
        name,
        absent -> {
          T thing = made.get();
          if (active) {
            activation.tell(thing, true);
          }
          return thing;
        });
  }

  /** Tells all of them. */
  synchronized void tell(boolean nowActive) {
    active = nowActive;
    byName.values().forEach(thing -> activation.tell(thing, nowActive));
  }

  /** The thing of that name. */
  Optional<T> find(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  /** Removes a thing, unless another one has taken its place. */
  void remove(String name, T thing) {
    byName.remove(name, thing);
  }

  /** Removes what is there under that name. */
  Optional<T> remove(String name) {
    return Optional.ofNullable(byName.remove(name));
  }

  /** Does something with each of them. */
  void forEach(Consumer<T> work) {
    byName.values().forEach(work);
  }
}
