package io.tributary.common.observed;

/**
 * The phase of a source, and whether it has reached its goal.
 *
 * @param generation the generation of the desired state that this answers
 * @param phase how far it is
 * @param achieved whether the goal of {@code generation} is reached for this source
 * @param unfenced whether it was looked at under that generation and no fence stands; false also
 *     where nobody has looked
 */
public record SourceStanding(
    long generation, SourcePhase phase, boolean achieved, boolean unfenced) {

  /** Nobody has looked for a fence. */
  public SourceStanding(long generation, SourcePhase phase, boolean achieved) {
    this(generation, phase, achieved, false);
  }
}
