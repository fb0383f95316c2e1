/** Desired state: what the orchestrator wants each migration to be, published for all services. */
@NullMarked
package io.tributary.common.desired;

import org.jspecify.annotations.NullMarked;
