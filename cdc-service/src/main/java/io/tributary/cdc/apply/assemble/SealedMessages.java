package io.tributary.cdc.apply.assemble;

import io.tributary.cdc.definition.DefinitionNotice;
import io.tributary.common.change.ChangeRecord;
import io.tributary.common.change.FenceMark;
import io.tributary.common.change.MessageSeal;
import io.tributary.common.model.StreamId;
import java.util.Optional;
import java.util.Set;

/**
 * Opens the sealed messages of a stream, before anything acts on them. One of another stream, or
 * one that carries our prefix and was not written by us, keeps its place in its transaction, by
 * which records are counted, and says nothing any more. It costs one HMAC, whatever it says: no
 * catalog and no target is asked for it. Not thread-safe.
 */
public final class SealedMessages {
  private static final String NOBODY = "";

  private final Set<String> prefixes;
  private final MessageSeal seal;
  private final Refusal refusal;

  /**
   * For one stream.
   *
   * @param seal the seal of its migration
   * @param refusal is told of each message that is passed over
   */
  public SealedMessages(StreamId stream, MessageSeal seal, Refusal refusal) {
    this.prefixes = Set.of(FenceMark.prefix(stream), DefinitionNotice.prefix(stream));
    this.seal = seal;
    this.refusal = refusal;
  }

  /** Takes note of a message that is not what it says it is. */
  @FunctionalInterface
  public interface Refusal {
    /** Called for each. */
    void refused(ChangeRecord.Message forged);
  }

  /** The record with its message opened; the same record when it is no message. */
  public StreamRecord opened(StreamRecord record) {
    if (!(record.change() instanceof ChangeRecord.Message message)) {
      return record;
    }
    boolean addressed = prefixes.contains(message.prefix());
    Optional<String> text = addressed ? seal.open(message) : Optional.empty();
    if (addressed && text.isEmpty()) {
      refusal.refused(message);
    }
    return record.saying(
        text.map(said -> message.saying(message.prefix(), said))
            .orElseGet(() -> message.saying(NOBODY, "")));
  }
}
