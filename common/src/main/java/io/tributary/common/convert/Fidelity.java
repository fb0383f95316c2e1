package io.tributary.common.convert;

/**
 * What a conversion does to values that it accepts, for those who plan a migration.
 *
 * @param lossless whether two different accepted values always stay different
 * @param invertible whether the stored value can be computed back from the target's value alone
 * @param text what changes, in a sentence
 */
public record Fidelity(boolean lossless, boolean invertible, String text) {

  static Fidelity exact(String text) {
    return new Fidelity(true, true, text);
  }

  static Fidelity oneWay(String text) {
    return new Fidelity(true, false, text);
  }

  static Fidelity lossy(String text) {
    return new Fidelity(false, false, text);
  }
}
