/** Shows how many changes the streams of a migration have brought, by table. */
@NullMarked
package io.tributary.orchestrator.rest.count;

import org.jspecify.annotations.NullMarked;
