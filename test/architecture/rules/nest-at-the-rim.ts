import { isSpec } from '../layers.js';
import type { Rule } from '../rule.js';
import { importsOf } from '../syntax.js';

/** The files of the gateway that may know the framework; everything else stays plain and testable by hand. */
const RIM =
  /^apps\/gateway\/src\/(?:.+\/)?(?:[\w-]+\.(?:module|controller|guard|filter|indicator|scheduler|registry)|main|start-gateway)\.ts$/;

/** The example that is an application of its own: Nest is what it is about. */
const APPLICATION = /^examples\/nest-app\//;

export const nestAtTheRim: Rule = {
  name: 'import Nest only in modules, controllers, guards, filters, indicators, schedulers, registries and main',

  check(tree) {
    const violations: string[] = [];
    for (const [path, text] of tree.files) {
      if (RIM.test(path) || APPLICATION.test(path) || isSpec(path)) continue;
      for (const { specifier, line } of importsOf(text))
        if (specifier.startsWith('@nestjs/'))
          violations.push(
            `${path}:${line} imports ${specifier}: move what needs Nest to a file such as *.module.ts`,
          );
    }
    return violations;
  },

  examples: [
    {
      title: 'a library, even in a file named like a module',
      files: { 'libs/engine/src/engine.module.ts': `import { Module } from '@nestjs/common';` },
      finds: ['libs/engine/src/engine.module.ts:1 imports @nestjs/common'],
    },
    {
      title: 'a plain file of the gateway, also for a type',
      files: { 'apps/gateway/src/drain.ts': `import type { INestApplication } from '@nestjs/common';` },
      finds: ['apps/gateway/src/drain.ts:1'],
    },
    {
      title: 'the rim itself, and an application around it',
      files: {
        'examples/nest-app/src/a.ts': `import '@nestjs/core';`,
        'apps/gateway/src/main.ts': `import '@nestjs/core';`,
        'apps/gateway/src/http/models.controller.ts': `import '@nestjs/common';`,
        'apps/gateway/src/http/models.spec.ts': `import '@nestjs/testing';`,
      },
      finds: [],
    },
  ],
};
