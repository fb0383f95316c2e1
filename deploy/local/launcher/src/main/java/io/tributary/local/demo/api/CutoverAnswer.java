package io.tributary.local.demo.api;

/**
 * The answer to the order to cut over.
 *
 * @param cutoverId the cutover that began, null when it was refused
 * @param refusal why it is not possible as things are, null when it began
 */
public record CutoverAnswer(String cutoverId, String refusal) {
  public boolean accepted() {
    return cutoverId != null;
  }
}
