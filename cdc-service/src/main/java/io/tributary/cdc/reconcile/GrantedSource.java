package io.tributary.cdc.reconcile;

import io.tributary.access.grant.ServiceGrants;
import io.tributary.common.plan.source.Source;
import org.jspecify.annotations.Nullable;

/**
 * Where the file or directory of a source really is. Links are followed once: what somebody makes
 * of them later leads nowhere else. Written by the source's thread, read by any.
 */
final class GrantedSource {
  private record Resolved(Source named, Source real) {}

  private volatile @Nullable Resolved resolved;

  /**
   * Finds it out, unless it is known.
   *
   * @throws io.tributary.common.error.TributaryException when this service may not use it
   */
  void resolve(Source named) {
    Resolved known = resolved;
    if (known == null || !known.named().equals(named)) {
      resolved = new Resolved(named, ServiceGrants.configured().real(named));
    }
  }

  /** The source where it is; as it is named where that was not found out. */
  Source known(Source named) {
    Resolved known = resolved;
    return known != null && known.named().equals(named) ? known.real() : named;
  }
}
