/**
 * The cutover that a migration file asks for: its limits, and the actions that switch applications.
 */
@NullMarked
package io.tributary.common.plan.cutover;

import org.jspecify.annotations.NullMarked;
