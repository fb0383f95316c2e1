package io.tributary.mapping.conversion;

/**
 * What a conversion keeps and loses of the values that it accepts, for the operator's plan.
 *
 * @param lossless whether two different accepted values always stay different
 * @param invertible whether the stored value can be computed back from the target's value alone
 * @param text what changes, in a sentence
 */
public record ConversionFidelity(boolean lossless, boolean invertible, String text) {

  static ConversionFidelity exact(String text) {
    return new ConversionFidelity(true, true, text);
  }

  static ConversionFidelity oneWay(String text) {
    return new ConversionFidelity(true, false, text);
  }

  static ConversionFidelity lossy(String text) {
    return new ConversionFidelity(false, false, text);
  }
}
