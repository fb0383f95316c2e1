/** The orchestrator's REST API as the demo uses it. */
@NullMarked
package io.tributary.local.demo.api;

import org.jspecify.annotations.NullMarked;
