/**
 * The cutover that a migration file asks for: its limits, and the actions that switch applications.
 */
package io.tributary.common.plan.cutover;
