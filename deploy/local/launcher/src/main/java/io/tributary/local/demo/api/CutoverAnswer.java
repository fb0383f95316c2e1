package io.tributary.local.demo.api;

import java.util.Optional;

/**
 * The answer to the order to cut over or to roll back.
 *
 * @param cutoverId the cutover or rollback that began, empty when it was refused
 * @param refusal why it is not possible as things are, empty when it began
 */
public record CutoverAnswer(Optional<String> cutoverId, String refusal) {
  static CutoverAnswer begun(String cutoverId) {
    return new CutoverAnswer(Optional.of(cutoverId), "");
  }

  static CutoverAnswer refused(String reason) {
    return new CutoverAnswer(Optional.empty(), reason);
  }
}
