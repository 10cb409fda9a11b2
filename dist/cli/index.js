#!/usr/bin/env node
import { faces } from '../shared/index.js';

await faces.cli();
