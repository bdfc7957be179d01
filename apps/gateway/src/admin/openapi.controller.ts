import { Controller, Get, UseGuards, VERSION_NEUTRAL } from '@nestjs/common';
import { AdminGuard } from './access/admin.guard.js';
import { ADMIN_API } from './openapi.js';

@Controller({ path: 'admin', version: VERSION_NEUTRAL })
@UseGuards(AdminGuard)
export class OpenApiController {
  @Get('openapi.json')
  document(): object {
    return ADMIN_API;
  }
}
