/** The plan as values: what scripts read, and what the lines for people are made of. */
@NullMarked
package io.tributary.local.plan.document;

import org.jspecify.annotations.NullMarked;
