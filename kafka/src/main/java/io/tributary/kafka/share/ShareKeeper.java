package io.tributary.kafka.share;

import io.tributary.common.desired.SourceShare;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Does what is ordered for the sources of some shares. Called by one thread. */
public interface ShareKeeper {

  /**
   * What was ordered last for some migrations, in the order of the topic; null for one that was
   * deleted. Orders of all shares come, also of those that are not held.
   */
  void ordered(Map<String, byte @Nullable []> latest);

  /**
   * These are held from now on. Whatever was ordered until they were handed out has come before.
   */
  void taken(Set<SourceShare> shares);

  /**
   * These are held no more: returns when nothing works on them, since another instance begins then.
   * It may be one that was never taken.
   */
  void given(Set<SourceShare> shares);
}
