/** The names of orders, what is answered to them, and why one is refused. */
@NullMarked
package io.tributary.orchestrator.order;

import org.jspecify.annotations.NullMarked;
