/** What comes in the body of a request. */
@NullMarked
package io.tributary.orchestrator.rest.body;

import org.jspecify.annotations.NullMarked;
